"""Draw the front page's tangle into website/parts/hero_tangle.html; run it again to change the drawing.

One strand winds round in ellipses whose axes, centre and size drift, and drops out at the bottom. It is cut
in pieces; each is drawn on a wider one in the page's colour, so that the strand passes over and under itself.
"""

import math
import random
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "rodtrad/website/templates/website/parts/hero_tangle.html"
WIDTH, HEIGHT = 560, 620
EXIT = 0.5  # where the strand leaves the lower edge; pages.css and front.html rely on it
SEED, TURNS, PER_TURN, PIECE = 16, 9, 18, 4

Point = tuple[float, float]


def strand() -> list[Point]:
    """Wind the strand: inner end first, the tail to the exit last."""
    source = random.Random(SEED)
    pace = [source.uniform(0.9, 3.2) for _ in range(6)]
    phase = [source.uniform(0, 1) for _ in range(6)]

    def drift(which: int, t: float) -> float:
        return math.sin(2 * math.pi * (pace[which] * t + phase[which]))

    def turned(t: float) -> float:
        return 2 * math.pi * 1.3 * t + 0.7 * drift(0, t)

    count, points = TURNS * PER_TURN, []
    for i in range(count + 1):
        t = i / count
        angle = 2 * math.pi * TURNS * (t - 1) - 0.25 - turned(1)
        long = 212 * (0.80 + 0.20 * drift(1, t)) * (1 - 0.32 * math.exp(-(((t - 0.02) / 0.16) ** 2)))
        x = long * (1 - 0.12 * max(0.0, (t - 0.9) / 0.1)) * math.cos(angle)
        y = long * (0.66 + 0.26 * drift(2, t)) * math.sin(angle)
        cos, sin = math.cos(turned(t)), math.sin(turned(t))
        points.append(
            (280 + 26 * drift(3, t) + x * cos - y * sin, 245 + 22 * drift(4, t) + x * sin + y * cos)
        )
    return points + tail(points[-2], points[-1])


def tail(before: Point, last: Point) -> list[Point]:
    """Lead the strand along its own direction out to the exit, ending straight down."""
    length = math.dist(before, last)
    dx, dy = (last[0] - before[0]) / length, (last[1] - before[1]) / length
    a, b = last, (last[0] + 190 * dx, last[1] + 190 * dy)
    d = (WIDTH * EXIT, float(HEIGHT))
    c = (d[0], d[1] - 190)
    out = []
    for i in range(1, 11):
        t = i / 10
        k = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t * t, t**3)
        out.append(
            (
                k[0] * a[0] + k[1] * b[0] + k[2] * c[0] + k[3] * d[0],
                k[0] * a[1] + k[1] * b[1] + k[2] * c[1] + k[3] * d[1],
            )
        )
    return out


def smooth(points: list[Point], first: int, last: int) -> str:
    """Draw a Catmull-Rom curve from one point to another as Béziers."""
    path = f"M{points[first][0]:.1f} {points[first][1]:.1f}"
    for i in range(first, last):
        p0, p1, p2, p3 = (points[max(0, min(len(points) - 1, i + k))] for k in (-1, 0, 1, 2))
        numbers = (
            p1[0] + (p2[0] - p0[0]) / 6, p1[1] + (p2[1] - p0[1]) / 6,
            p2[0] - (p3[0] - p1[0]) / 6, p2[1] - (p3[1] - p1[1]) / 6, p2[0], p2[1],
        )  # fmt: skip
        path += "C" + " ".join(f"{number:.1f}" for number in numbers)
    return path


def contour(scale: float) -> str:
    """Draw one depth curve round the tangle."""
    points = []
    for i in range(26):
        a = 2 * math.pi * i / 24
        radius = 246 * scale * (1 + 0.07 * math.sin(3 * a + 2 * scale) + 0.05 * math.sin(2 * a - 3 * scale))
        points.append((280 + 1.04 * radius * math.cos(a), 245 + radius * math.sin(a)))
    return smooth(points, 1, 25) + "Z"


def main() -> None:
    """Write the drawing."""
    points = strand()
    parts = [f'<path class="cont" d="{contour(scale)}"/>' for scale in (1.0, 1.14, 1.3)]
    for first in range(0, len(points) - 1, PIECE):
        path = smooth(points, first, min(first + PIECE, len(points) - 1))
        parts += [f'<path class="ln case" d="{path}"/>', f'<path class="ln lit" d="{path}"/>']
    TARGET.write_text(
        "{% comment %}Written by scripts/draw_hero.py{% endcomment %}"
        f'<svg class="yarn" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true">{"".join(parts)}</svg>\n',
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
