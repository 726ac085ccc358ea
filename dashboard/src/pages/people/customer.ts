// One customer, with the tag of the state that was read.
import { queryOptions } from "@tanstack/react-query";
import { answered, api } from "@/api/client";
import type { Customer } from "@/api/lists";

async function loadCustomer(id: number): Promise<{ customer: Customer; etag: string }> {
  const outcome = await api.GET("/api/users/{id}", { params: { path: { id } } });
  return { customer: answered(outcome), etag: outcome.response.headers.get("ETag") ?? "" };
}

export const customerQuery = (id: number) =>
  queryOptions({ queryKey: ["customer", id], queryFn: () => loadCustomer(id) });

export function nameOf(customer: Pick<Customer, "id" | "first_name" | "username">): string {
  const name = customer.first_name || String(customer.id);
  return customer.username ? `${name} @${customer.username}` : name;
}
