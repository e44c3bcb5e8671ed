"""Writes payments.csv.gz and payments-july.csv.gz: invented payments, some 2 % of them fraud.

    python3 tests/data/make_payments.py

Six months of payments of 900 customers, and a seventh month to predict. Fraud hangs on young accounts, failed logins and
foreign countries together, on amounts that are high for the merchant, and on the customer: rows of one customer resemble
each other. Python's own generator, seed 26: the same files everywhere.
"""

import csv
import datetime
import gzip
import io
import math
import pathlib
import random

CUSTOMERS = 900
BEGIN = datetime.datetime(2026, 1, 1)
COUNTRIES = ["home", "home", "home", "home", "home", "neighbour", "neighbour", "overseas"]
CHANNELS = ["app", "web", "phone", "terminal"]
MERCHANTS = {"groceries": 30, "fuel": 45, "clothes": 60, "travel": 300, "electronics": 220, "games": 25, "pharmacy": 20, "restaurant": 40, "transfer": 400}


def payment(draw, number, begin, days, customers):
    """One payment, with the logit of fraud."""
    customer = draw.randrange(CUSTOMERS)
    home, since, risk = customers[customer]
    time = begin + datetime.timedelta(minutes=draw.randrange(days * 24 * 60))
    merchant = draw.choice(list(MERCHANTS))
    usual = MERCHANTS[merchant]
    amount = round(usual * math.exp(draw.gauss(0, 0.7)), 2)
    country = home if draw.random() < 0.8 else draw.choice(COUNTRIES)
    channel = draw.choice(CHANNELS)
    failed = min(int(draw.expovariate(1.6)), 6)
    age = max(0, (time - since).days)
    logit = -7.4 + 1.5 * risk
    logit += 1.3 * failed + (2.0 if failed > 1 and channel == "web" else 0)
    logit += (2.4 if country != home else 0) + (1.4 if country == "overseas" else 0)
    logit += 3.0 * math.exp(-age / 90) + 1.0 * max(0, math.log(amount / usual))
    logit += 1.3 if merchant in ("electronics", "transfer") and (time.hour < 6) else 0
    row = {
        "payment": f"P{number:06}",
        "time": time.strftime("%Y-%m-%d %H:%M"),
        "customer": f"C{customer:04}",
        "amount": f"{amount:.2f}",
        "merchant": merchant,
        "channel": channel,
        "country": country,
        "account_age": age if draw.random() > 0.03 else "",
        "failed_logins": failed,
        "hour": time.hour,
    }
    return row | {"fraud": "yes" if draw.random() < 1 / (1 + math.exp(-logit)) else "no"}


def write(name, rows):
    rows.sort(key=lambda row: row["time"])
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path = pathlib.Path(__file__).with_name(name)
    path.write_bytes(gzip.compress(text.getvalue().encode(), mtime=0))
    print(f"{name}: {len(rows)} rows, {sum(row['fraud'] == 'yes' for row in rows)} of them fraud, {path.stat().st_size} bytes")


def main():
    draw = random.Random(26)
    customers = [(draw.choice(COUNTRIES), BEGIN - datetime.timedelta(days=int(draw.expovariate(1 / 300))), draw.gauss(0, 1)) for _ in range(CUSTOMERS)]
    write("payments.csv.gz", [payment(draw, number, BEGIN, 181, customers) for number in range(9000)])
    write("payments-july.csv.gz", [payment(draw, 9000 + number, datetime.datetime(2026, 7, 1), 31, customers) for number in range(2000)])


if __name__ == "__main__":
    main()
