"""Puts an address on the map: in the middle of its ZIP, or of its city where it is confidential."""

from dataclasses import replace

from directory.domain.listings import Address
from directory.domain.places import Precision
from directory.storage.gazetteer import Gazetteer


def locate_address(address: Address, gazetteer: Gazetteer) -> Address:
    """Fill in county and coordinates; those that somebody measured stay, if all may know them."""
    return _hidden(address, gazetteer) if address.confidential else _shown(address, gazetteer)


def _hidden(address: Address, gazetteer: Gazetteer) -> Address:
    """A ZIP may be a few blocks; so a confidential site lies wherever its whole city does."""
    city = next(iter(gazetteer.cities(address.city, address.state)), None)
    point = city.point if city else None
    precision = Precision.CITY if point else Precision.UNKNOWN
    county = (city.county or "") if city else ""
    return replace(address, county=county, point=point, precision=precision)


def _shown(address: Address, gazetteer: Gazetteer) -> Address:
    place = gazetteer.locate(address.zip)
    if place is None:
        return address
    address = replace(address, county=address.county or place.county)
    if address.point is None and place.point is not None:
        address = replace(address, point=place.point, precision=Precision.ZIP)
    return address
