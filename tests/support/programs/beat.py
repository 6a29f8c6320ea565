"""Beats five times a second, and does nothing else."""
import heart

heart.live()
