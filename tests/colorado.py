"""Writes lists like Colorado's; a test names only what it is about."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

DAYS = ("Friday", "Monday", "Saturday", "Sunday", "Thursday", "Tuesday", "Wednesday")
COLUMNS = (
    *("AcceptingNewPatients", "Accessibility", "AccountID", "AccountName", "ActiveMHDesignation"),
    *("ActiveRSSOLicense", "ActiveSUDLicense", "AddressOneLine", "CommunityMentalHealthCenter"),
    *("CommunityMentalHealthClinic", "DUIDWI", "DisplayName", "Fees", "HideAddress"),
    *(f"HoursofOperation{day}" for day in DAYS),
    *("LanguagesSpoken", "MentalHealthSettings", "OffersTelehealth", "OpioidTreatmentPrograms"),
    *("Phone", "PopulationServed", "ProviderDirectoryFormModifiedDate"),
    *("ProviderLocationDisplayLabel", "RSSOServicesProvided", "SubstanceUseServices"),
    *("TelehealthRestrictions", "Website", "lat", "lon"),
)
ROW = {
    "AccountID": "1",
    "DisplayName": "Harbor House",
    "AddressOneLine": "1245 East Colfax Avenue, Suite 203, Denver, Colorado 80218",
    "HideAddress": "0",
    "Phone": "(303) 555-0101",
    "SubstanceUseServices": "Outpatient",
    "ProviderDirectoryFormModifiedDate": "11/17/2022 10:16 AM",
    "lat": "39.7403",
    "lon": "-104.9711",
}


def row(**cells: str) -> dict[str, str]:
    return ROW | cells


def write_colorado(path: Path, rows: Iterable[Mapping[str, str]] = (ROW,)) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="", quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows(rows)
    return path
