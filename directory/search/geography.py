"""Directions from the middle of the earth, so that distance needs no trigonometry for each site."""

from math import cos, pi, radians, sin

import numpy as np

from directory.domain.places import EARTH_RADIUS_MILES, Point
from directory.search.bits import WORD, Numbers

_ADDED_UP = np.ones(3)
_SLACK = 1e-9  # radians, far below an inch
_ROUNDING = 4e-16  # of a cosine, so that a site at the centre is never lost


def vector(point: Point) -> Numbers:
    north, east = radians(point.latitude), radians(point.longitude)
    return np.array([cos(north) * cos(east), cos(north) * sin(east), sin(north)])


def vectors(points: Numbers) -> Numbers:
    """Rows of latitude and longitude in degrees to rows of x, y, z."""
    north, east = np.radians(points[:, 0]), np.radians(points[:, 1])
    level = np.cos(north)
    return np.stack([level * np.cos(east), level * np.sin(east), np.sin(north)], axis=1)


def miles(directions: Numbers, centre: Numbers) -> Numbers:
    """Distances by way of the straight line through the earth, exact for close sites too."""
    half_chords = np.sqrt(_chords(directions, centre)) / 2
    return 2 * EARTH_RADIUS_MILES * np.arcsin(np.minimum(half_chords, 1.0))


def _chords(directions: Numbers, centre: Numbers) -> Numbers:
    apart = directions - centre
    chords: Numbers = np.square(apart, out=apart) @ _ADDED_UP
    return chords


def caps(directions: Numbers) -> Numbers:
    """For each word of rows: the middle of its sites, and cosine and sine of how far they reach.

    A word without any known place gets a cosine no direction attains; one that reaches around a
    quarter of the earth is always looked at.
    """
    blocks = directions.reshape(-1, WORD, 3)
    known = ~np.isnan(blocks[:, :, 0])
    middles = np.where(known[:, :, None], blocks, 0.0).sum(axis=1)
    lengths = np.sqrt((middles**2).sum(axis=1))
    middles = middles / np.maximum(lengths, 1e-9)[:, None]
    nearest = np.where(known, np.einsum("wri,wi->wr", blocks, middles), 2.0).min(axis=1)
    reach = np.arccos(np.clip(nearest, -1.0, 1.0)) + _SLACK
    far = (reach > pi / 2) | (lengths < 1e-6)
    cosines, sines = np.where(far, -1.0, np.cos(reach)), np.where(far, 0.0, np.sin(reach))
    middles[far] = 0.0
    empty = ~known.any(axis=1)
    cosines[empty], sines[empty] = 2.0, 0.0
    return np.column_stack([middles, cosines, sines])


def words_near(of_words: Numbers, centre: Numbers, radius: float) -> Numbers:
    """The words whose cap comes within the radius in miles of the centre."""
    angle = radius / EARTH_RADIUS_MILES + _SLACK
    if angle >= pi / 2:
        return np.arange(len(of_words))
    limits = cos(angle) * of_words[:, 3] - sin(angle) * of_words[:, 4]
    return np.flatnonzero(of_words[:, :3] @ centre >= limits)


def cosines(directions: Numbers, centre: Numbers) -> Numbers:
    """Of the angles between directions and the centre, seen from the middle of the earth."""
    flat: Numbers = directions.reshape(-1, 3) @ centre  # many times faster than one with more axes
    return flat


def cosine(radius: float) -> float:
    """Of the widest angle that is still within the radius in miles."""
    return cos(min(radius / EARTH_RADIUS_MILES, pi)) - _ROUNDING
