// Parts of the API's lists.
import { answered, api } from "./client";
import type { Part, Row } from "./rows";

// What the lists take.
export type ListQuery = Record<string, string | number>;

export type Order = Row<"/api/orders">;
export type Customer = Row<"/api/users">;
export type Movement = Row<"/api/ledger">;
export type Deposit = Row<"/api/deposits">;
export type Ticket = Row<"/api/tickets">;

export const loadOrders = async (query: ListQuery): Promise<Part<Order>> =>
  answered(await api.GET("/api/orders", { params: { query } }));

export const loadCustomers = async (query: ListQuery): Promise<Part<Customer>> =>
  answered(await api.GET("/api/users", { params: { query } }));

export const loadMovements = async (query: ListQuery): Promise<Part<Movement>> =>
  answered(await api.GET("/api/ledger", { params: { query } }));

export const loadDeposits = async (query: ListQuery): Promise<Part<Deposit>> =>
  answered(await api.GET("/api/deposits", { params: { query } }));

export const loadTickets = async (query: ListQuery): Promise<Part<Ticket>> =>
  answered(await api.GET("/api/tickets", { params: { query } }));
