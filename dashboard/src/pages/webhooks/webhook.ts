// Webhooks as the API lists them, and what is sent to them.
import type { Row } from "@/api/rows";

export type Webhook = Row<"/api/webhooks">;
export type Delivery = Row<"/api/webhooks/{id}/deliveries">;
export type WebhookEvent = Webhook["events"][number];

export const EVENTS = [
  "order.created", "order.refunded", "deposit.completed", "deposit.reversed", "stock.low", "stock.out", "ticket.opened", "customer.created",
] as const satisfies WebhookEvent[];

export interface WebhookDraft {
  url: string;
  events: WebhookEvent[];
  allow_private: boolean;
}
