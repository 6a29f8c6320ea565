"""Beats, but reports an error."""
import heart

heart.live("error")
