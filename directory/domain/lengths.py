"""How much may be typed: in letters, or in entries of a list."""

LETTERS = {
    "name": 150,
    "name2": 150,
    "description": 4000,
    "website": 300,
    "benefits_phone": 60,
    "office_hours": 600,
    "street": 150,
    "street2": 150,
    "city": 80,
    "state": 40,
    "zip": 12,
    "time_zone": 60,
    "care": 60,
    "openings": 20,
    "entry": 300,
    "cost": 500,
    "copay": 500,
    "track": 60,
    "phone": 60,
}
ENTRIES = {"phones": 10, "insurers": 100, "programs": 40, "sessions": 200, "states": 60}
