"""What only the lessons and the benchmark use."""

from . import lesson as lesson
