"""Takes argv[1] seconds to its first beat."""
import sys
import time

import heart

time.sleep(float(sys.argv[1]))
heart.live()
