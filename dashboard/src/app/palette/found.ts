// What the palette finds for a text: pages by their name, and what the shop has.
import { answered, api } from "@/api/client";
import { hasRole, type Session } from "../session";

export interface Found {
  id: string;
  label: string;
  description?: string;
  href: string;
}

const FEW = 5;

async function customers(q: string): Promise<Found[]> {
  const { items } = answered(await api.GET("/api/users", { params: { query: { q, per_page: FEW } } }));
  return items.map((user) => ({
    id: `user-${user.id}`, label: user.first_name, href: `/customers?customer=${user.id}`,
    description: [user.username && `@${user.username}`, user.id].filter(Boolean).join(" · "),
  }));
}

async function products(q: string): Promise<Found[]> {
  const { items } = answered(await api.GET("/api/products", { params: { query: { q, sold: false, per_page: FEW * 4 } } }));
  const byName = new Map(items.map((unit) => [`${unit.name}/${unit.city}`, unit]));
  return [...byName.values()].slice(0, FEW).map((unit) => ({
    id: `product-${unit.id}`, label: unit.name, description: [unit.city, unit.district, unit.category].join(" · "),
    href: `/products?${new URLSearchParams({ q: unit.name, city: unit.city })}`,
  }));
}

// The number in "#12" or "12".
export function orderNumberIn(text: string): number | undefined {
  const digits = /^#?(\d{1,15})$/.exec(text.trim())?.[1];
  return digits === undefined ? undefined : Number(digits);
}

async function orders(q: string): Promise<Found[]> {
  const id = orderNumberIn(q);
  if (id === undefined) return [];
  const outcome = await api.GET("/api/orders/{id}", { params: { path: { id } } });
  if (outcome.response.status === 404) return [];
  const order = answered(outcome);
  return [{ id: `order-${id}`, label: `#${id} · ${order.name}`, description: order.city, href: `/orders?order=${id}` }];
}

export interface FoundGroups {
  orders: Found[];
  customers: Found[];
  products: Found[];
}

export async function find(q: string, session: Session): Promise<FoundGroups> {
  const [byNumber, people, goods] = await Promise.all([
    orders(q), customers(q), hasRole(session, "manager") ? products(q) : [],
  ]);
  return { orders: byNumber, customers: people, products: goods };
}
