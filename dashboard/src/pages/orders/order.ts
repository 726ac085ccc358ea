// One order, with what became of it.
import { queryOptions } from "@tanstack/react-query";
import { answered, api } from "@/api/client";
import type { Answer } from "@/api/rows";

export type OrderDetails = Answer<"/api/orders/{id}">;

export const orderQuery = (id: number) =>
  queryOptions({
    queryKey: ["order", id],
    queryFn: async () => answered(await api.GET("/api/orders/{id}", { params: { path: { id } } })),
  });

// What a refund or a replacement changes of what the dashboard has read.
export const CHANGED_BY_REMEDIES = ["order", "orders", "customer", "customers", "ledger", "overview"];
