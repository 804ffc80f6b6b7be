"""Adds up an order and refuses one that cannot be right."""

VAT_PERCENT = 21


class InvalidOrder(Exception):
    """The order cannot be fulfilled whatever happens later."""


def lambda_handler(event, context):
    items = event.get("items", [])
    if not items:
        raise InvalidOrder("the order has no items")
    for item in items:
        if item["quantity"] < 1:
            raise InvalidOrder(f"quantity of {item['sku']} is {item['quantity']}")
    net = sum(item["quantity"] * item["unitPrice"] for item in items)
    vat = round(net * VAT_PERCENT / 100, 2)
    return {"net": round(net, 2), "vat": vat, "total": round(net + vat, 2)}
