"""Writes claims.csv.gz: invented car insurance claims, 6 % of them fraud, with 24 columns of text and 7 of numbers.

    python3 tests/data/make_claims.py

Fraud hangs on pairs of categories (whose fault with which policy, make with price, what was changed how soon after the
policy), hardly on any number: a model that drops the text is no better than a coin. Python's own generator, seed 20: the
same file everywhere.
"""

import csv
import gzip
import io
import math
import pathlib
import random

ROWS = 8000
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
TEXTS = {
    "Month": MONTHS,
    "DayOfWeek": DAYS,
    "Make": ["Honda", "Toyota", "Ford", "Mazda", "Chevrolet", "Pontiac", "Accura", "Dodge", "Mercury", "Jaguar", "Nisson", "VW", "Saab", "Saturn", "Porche", "BMW", "Mecedes", "Ferrari", "Lexus"],
    "AccidentArea": ["Urban", "Rural"],
    "DayOfWeekClaimed": DAYS,
    "MonthClaimed": MONTHS,
    "Sex": ["Female", "Male"],
    "MaritalStatus": ["Single", "Married", "Widow", "Divorced"],
    "Fault": ["Policy Holder", "Third Party"],
    "PolicyType": ["Sport - Liability", "Sport - Collision", "Sport - All Perils", "Sedan - Liability", "Sedan - Collision", "Sedan - All Perils", "Utility - Liability", "Utility - Collision", "Utility - All Perils"],
    "VehicleCategory": ["Sport", "Utility", "Sedan"],
    "VehiclePrice": ["less than 20000", "20000 to 29000", "30000 to 39000", "40000 to 59000", "60000 to 69000", "more than 69000"],
    "Days_Policy_Accident": ["none", "1 to 7", "8 to 15", "15 to 30", "more than 30"],
    "Days_Policy_Claim": ["8 to 15", "15 to 30", "more than 30"],
    "PastNumberOfClaims": ["none", "1", "2 to 4", "more than 4"],
    "AgeOfVehicle": ["new", "2 years", "3 years", "4 years", "5 years", "6 years", "7 years", "more than 7"],
    "AgeOfPolicyHolder": ["16 to 17", "18 to 20", "21 to 25", "26 to 30", "31 to 35", "36 to 40", "41 to 50", "51 to 65", "over 65"],
    "PoliceReportFiled": ["No", "Yes"],
    "WitnessPresent": ["No", "Yes"],
    "AgentType": ["External", "Internal"],
    "NumberOfSuppliments": ["none", "1 to 2", "3 to 5", "more than 5"],
    "AddressChange_Claim": ["no change", "under 6 months", "1 year", "2 to 3 years", "4 to 8 years"],
    "NumberOfCars": ["1 vehicle", "2 vehicles", "3 to 4", "5 to 8", "more than 8"],
    "BasePolicy": ["Liability", "Collision", "All Perils"],
}
NUMBERS = {
    "WeekOfMonth": lambda draw: draw.randint(1, 5),
    "WeekOfMonthClaimed": lambda draw: draw.randint(1, 5),
    "Age": lambda draw: draw.randint(16, 80),
    "RepNumber": lambda draw: draw.randint(1, 16),
    "Deductible": lambda draw: draw.choice([300, 400, 400, 400, 500, 700]),
    "DriverRating": lambda draw: draw.randint(1, 4),
    "Year": lambda draw: draw.randint(1994, 1996),
}


def score(row):
    """The logit of fraud but for a constant."""
    policy_holder = row["Fault"] == "Policy Holder"
    total = 3.2 if policy_holder and not row["PolicyType"].endswith("Liability") else -1.5
    total += 2.2 if row["AddressChange_Claim"] in ("under 6 months", "2 to 3 years") and row["Days_Policy_Accident"] != "more than 30" else 0
    total += 2.0 if row["Make"] in ("Accura", "Saturn", "Jaguar", "Mercury", "Mecedes") and row["VehiclePrice"] in ("less than 20000", "more than 69000") else 0
    total += 1.2 if row["AgentType"] == "External" and row["PoliceReportFiled"] == "No" else -0.8
    total -= 2.0 if row["NumberOfSuppliments"] == "none" and row["WitnessPresent"] == "Yes" else 0
    return 1.6 * total + 0.1 * (row["DriverRating"] - 2.5)


def rows(draw):
    """All rows, with the 6 % of greatest noisy logits called fraud."""
    made = []
    for _ in range(ROWS):
        row = {name: values[min(int(draw.expovariate(1.5) * len(values) / 2), len(values) - 1)] if len(values) > 6 else draw.choice(values) for name, values in TEXTS.items()}
        row.update({name: make(draw) for name, make in NUMBERS.items()})
        uniform = draw.random()
        made.append((score(row) + math.log(uniform / (1 - uniform)), row))
    limit = sorted(noisy for noisy, _ in made)[int(0.94 * ROWS)]
    return [row | {"FraudFound": "Yes" if noisy >= limit else "No"} for noisy, row in made]


def main():
    table = rows(random.Random(20))
    text = io.StringIO()
    writer = csv.DictWriter(text, list(table[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(table)
    path = pathlib.Path(__file__).with_name("claims.csv.gz")
    path.write_bytes(gzip.compress(text.getvalue().encode(), mtime=0))
    print(f"{path.name}: {len(table)} rows, {sum(row['FraudFound'] == 'Yes' for row in table)} of them fraud")


if __name__ == "__main__":
    main()
