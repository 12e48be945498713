// Shows the newest orders of the signed-in customer.
let orders = [];

async function loadOrders(customerId) {
  fetch(`/api/customers/${customerId}/orders`)
    .then((response) => response.json())
    .then((data) => (orders = data));
}

async function showOrders(customerId) {
  await loadOrders(customerId);
  const newest = orders.sort((a, b) => b.placedAt - a.placedAt).slice(0, 5);
  console.log(`${newest.length} orders`);
  for (const order of newest) {
    console.log(`${order.id}  ${order.total.toFixed(2)}`);
  }
}

showOrders(42);
