"""What the playground's captioner sees: of a drawn board, and of a photograph.

A board of 96 by 96 points has nine places of four parts each. A photograph
becomes a board: what stands out from the ground is cut out, and each thing is
laid into a part, all of one size. `playground/lib/eye.js` does the same.
"""

import numpy as np
from scipy import ndimage

from keras_rnn.data import scenes

WIDE = 96  # points of a photograph's longer side, as the page reads it
PART = 16  # points of a part of the board, each way
MIDDLE, TOP, LEFT, RIGHT, BOTTOM = 4, 1, 3, 5, 7


def board(shapes):
    """Draws shapes at parts of a board: `"red circle 2 5"` is at the right.

    Args:
        shapes: list of str: colour, shape, row, column.

    Returns:
        array of uint8, shape `(96, 96, 3)`.
    """
    image = np.full((scenes.SIZE, scenes.SIZE, 3), 255, "uint8")
    rows, columns = np.mgrid[: scenes.SIZE, : scenes.SIZE]
    for written in shapes:
        color, shape, row, column = written.split()
        y = rows - (PART * int(row) + PART // 2)
        x = columns - (PART * int(column) + PART // 2)
        image[scenes._inside(shape, y, x, 6.0)] = scenes.COLORS[color]
    return image


def regions_of(images):
    """What is seen in each of nine places: lesson 17's encoder, in NumPy.

    Args:
        images: array of uint8, shape `(count, 96, 96, 3)`.

    Returns:
        array of float32, shape `(count, 9, 82)`: how many parts hold ink, as
        one of four; its colour, and what is missing to white; a mosaic of
        8 by 8 tiles, and edges of eight directions, means over the parts.
    """
    images = np.asarray(images)
    count, size = images.shape[:2]
    ink = (images < 255).any(axis=-1).astype("float64")
    tiles = ink.reshape(count, 3, 2, 8, 2, 3, 2, 8, 2).mean(axis=(4, 8))
    tiles = tiles.transpose(0, 1, 4, 2, 5, 3, 6).reshape(count, 3, 3, 4, 64)
    number = tiles.any(axis=-1).sum(axis=-1)  # (count, 3, 3)
    parts = np.maximum(number, 1)[..., None]
    around = np.pad(ink, ((0, 0), (1, 1), (1, 1)))
    slope_x = slope_y = 0.0
    for down in range(3):
        for right in range(3):
            moved = around[:, down : down + size, right : right + size]
            slope_x = slope_x + (right - 1) * moved
            slope_y = slope_y + (down - 1) * moved
    edges = [
        np.maximum(np.cos(angle) * slope_x + np.sin(angle) * slope_y, 0)
        for angle in np.arange(8) * np.pi / 4
    ]
    colors = ink[..., None] * images / 255
    seen = np.concatenate(
        [ink[..., None], colors, np.stack(edges, axis=-1)], axis=-1
    )
    seen = seen.reshape(count, 3, 32, 3, 32, 12).mean(axis=(2, 4))
    ink, colors, edges = np.split(seen, [1, 4], axis=-1)
    colors = colors / np.maximum(ink, 1e-6)
    lack = (number > 0)[..., None] - colors
    seen = [number[..., None] == np.arange(4), colors, lack]
    seen += [tiles.sum(axis=3) / parts, 16 * edges / parts]
    seen = np.concatenate(seen, axis=-1)  # (count, 3, 3, 82)
    return seen.reshape(count, 9, 82).astype("float32")


# -- photographs --------------------------------------------------------------


def ground_of(photo):
    """The ground behind the things: a plane through the medians of the sides.

    Args:
        photo: array of uint8, shape `(height, width, 3)`.

    Returns:
        array of float64, of the same shape.
    """
    photo = photo.astype("float64")
    top, bottom, left, right = (
        np.median(side, axis=0)
        for side in (photo[0], photo[-1], photo[:, 0], photo[:, -1])
    )
    middle = (top + bottom + left + right) / 4
    height, width = photo.shape[:2]
    down = np.arange(height)[:, None, None] / (height - 1) - 0.5
    along = np.arange(width)[None, :, None] / (width - 1) - 0.5
    return middle + (right - left) * along + (bottom - top) * down


def stands_out(photo, ground):
    """Which points are other than the ground: in colour, or much in light.

    A shadow is a little darker and of the ground's colour: it is ground.
    """
    other = photo - ground
    color = other.max(axis=-1) - other.min(axis=-1)
    return (color > 50) | (abs(other.mean(axis=-1)) > 100)


def pieces(mask):
    """Points that hang together: a list of arrays `(points, 2)`, row, column.

    The six largest, each at least a 250th of the photograph, in the order of
    their first points.
    """
    number, count = ndimage.label(mask)
    found = [np.argwhere(number == which) for which in range(1, count + 1)]
    found = [points for points in found if 250 * len(points) >= mask.size]
    largest = sorted(range(len(found)), key=lambda at: -len(found[at]))[:6]
    return [found[at] for at in sorted(largest)]


def cut_out(photo, points, light):
    """A thing as a part of the board shows it: a mask, colours, its middle."""
    mask = np.zeros(photo.shape[:2], bool)
    mask[tuple(points.T)] = True
    low, high = points.min(axis=0), points.max(axis=0) + 1
    step = (high - low).max() / 13  # points of the photograph
    middle = (low + high) / 2
    places = np.floor(middle[:, None] + np.arange(-6, 7) * step).astype(int)
    rows = places[0].clip(0, mask.shape[0] - 1)
    columns = places[1].clip(0, mask.shape[1] - 1)
    inside = (places[0] >= low[0]) & (places[0] < high[0])
    beside = (places[1] >= low[1]) & (places[1] < high[1])
    seen = mask[np.ix_(rows, columns)] & inside[:, None] & beside
    colors = np.minimum(np.floor(photo[np.ix_(rows, columns)] * light), 254)
    return {
        "mask": seen,
        "colors": colors,
        "middle": middle,
        "size": len(points),
    }


def alike(one, other):
    """Whether two things have nearly the same colour and the same shape."""
    masks = one["mask"], other["mask"]
    shares = [mask.mean() for mask in masks]
    means = [x["colors"][x["mask"]].mean(axis=0) for x in (one, other)]
    return (
        abs(means[0] - means[1]).max() < 60
        and abs(shares[0] - shares[1]) < 0.12
        and (masks[0] & masks[1]).sum() > 0.55 * (masks[0] | masks[1]).sum()
    )


def laid_out(things):
    """Where on the board each thing goes: a list of (place, things).

    All alike: into the middle. Else in two groups, cut where each is most
    alike in itself; of such cuts, where the gap is widest.
    """

    def strangers(group):
        return sum(not alike(group[0], thing) for thing in group)

    if not strangers(things):
        return [(MIDDLE, things)]
    best = None
    for axis, places in ((1, (LEFT, RIGHT)), (0, (TOP, BOTTOM))):
        row = sorted(things, key=lambda thing: thing["middle"][axis])
        for cut in range(1, len(row)):
            groups = row[:cut], row[cut:]
            gap = row[cut]["middle"][axis] - row[cut - 1]["middle"][axis]
            rank = (-sum(map(strangers, groups)), gap)
            if best is None or rank > best[0]:
                best = rank, zip(places, groups, strict=True)
    return list(best[1])


def board_of(photo):
    """A photograph of things on a plain ground, as a board.

    Args:
        photo: array of uint8, shape `(height, width, 3)`.

    Returns:
        array of uint8, shape `(96, 96, 3)`; white where nothing stands out.
    """
    image = np.full((scenes.SIZE, scenes.SIZE, 3), 255, "uint8")
    ground = ground_of(photo)
    # As light as if the ground were white, or half as light again.
    middle = ground[len(ground) // 2, ground.shape[1] // 2]
    light = min(1.5, 255 / max(1.0, middle.max()))
    things = [
        cut_out(photo, points, light)
        for points in pieces(stands_out(photo, ground))
    ]
    things = [thing for thing in things if thing["mask"].any()]
    for place, group in laid_out(things) if things else ():
        largest = sorted(group, key=lambda thing: -thing["size"])[:3]
        for part, thing in enumerate(largest):
            row = 2 * PART * (place // 3) + PART * (part // 2) + 2
            column = 2 * PART * (place % 3) + PART * (part % 2) + 2
            where = image[row : row + 13, column : column + 13]
            where[thing["mask"]] = thing["colors"][thing["mask"]]
    return image


def photograph(kinds, rng, height=72):
    """Makes up a photograph of paper shapes on a table, to learn from.

    Args:
        kinds: list of one or two `(color, shape, count, place)`.
        rng: `numpy.random.Generator`.
        height: int, points; the width is `WIDE`.

    Returns:
        array of uint8, shape `(height, WIDE, 3)`.
    """
    rows, columns = np.mgrid[:height, :WIDE] + 0.5
    dark = rng.random() < 0.15 and all(kind[0] != "black" for kind in kinds)
    image = rng.uniform(40, 90) if dark else rng.uniform(170, 250)
    image = image * rng.uniform(0.92, 1.08, 3) * np.ones((height, WIDE, 1))
    taken = []
    for color, shape, count, place in kinds:
        paint = np.array(scenes.COLORS[color], "float64")
        paint = paint * rng.uniform(0.75, 1) + rng.uniform(0, 35)
        for _ in range(count):
            radius = rng.uniform(5.5, 9)
            y, x = _free_place(place, radius, taken, height, rng)
            turn, wide = rng.normal(0, 0.1), rng.uniform(0.9, 1.1)
            for shift, tone in ((0.25 * radius, None), (0, paint)):
                down, along = rows - y - shift, columns - x - shift
                down, along = (
                    np.cos(turn) * down - np.sin(turn) * along,
                    (np.sin(turn) * down + np.cos(turn) * along) / wide,
                )
                inside = scenes._inside(
                    shape, 6 / radius * down, 6 / radius * along, 6.0
                )
                shade = image[inside] * rng.uniform(0.75, 0.95)  # a shadow
                image[inside] = shade if tone is None else tone
    slope = rng.normal(0, 0.1, 2)
    image *= 1 + (slope[0] * (rows / height - 0.5))[..., None]
    image *= 1 + (slope[1] * (columns / WIDE - 0.5))[..., None]
    image += rng.normal(0, rng.uniform(0, 6), image.shape)
    blur = rng.uniform(0, 0.2)  # from each neighbour, each way
    for axis in (0, 1):
        sides = np.roll(image, 1, axis) + np.roll(image, -1, axis)
        image = (1 - 2 * blur) * image + blur * sides
    return image.clip(0, 255).astype("uint8")


def _free_place(place, radius, taken, height, rng):
    """Somewhere for a thing, apart from the others; adds it to `taken`."""
    size = np.array([height, WIDE])
    low, high = 0.16 * size, 0.84 * size
    for axis, (first, second) in ((0, (TOP, BOTTOM)), (1, (LEFT, RIGHT))):
        if place == first:
            high[axis] = 0.34 * size[axis]
        if place == second:
            low[axis] = 0.66 * size[axis]
    for _ in range(200):
        spot = rng.uniform(low, high)
        if all(
            np.hypot(*(spot - other)) > 1.4 * (radius + room) + 3
            for other, room in taken
        ):
            break
    taken.append((spot, radius))
    return spot
