// The lines of a customer's history.
import { useTranslation } from "react-i18next";
import type { Deposit, Movement, Order, Ticket } from "@/api/lists";
import { useFormat } from "@/format/format";
import { RowLink } from "@/ui/RowLink";
import { SignedMoney } from "@/ui/SignedMoney";
import { TwoSides } from "@/ui/TwoSides";

const joined = (...parts: (string | undefined)[]) => parts.filter(Boolean).join(" · ");

export function MovementLine({ movement }: { movement: Movement }) {
  const { t } = useTranslation();
  const format = useFormat();
  return <TwoSides left={t(`ledger.${movement.kind}`)} below={joined(format.moment(movement.created_at), movement.note)}
    right={<SignedMoney amount={movement.amount} />} rightBelow={t("customer.balance_after", { amount: format.money(movement.balance_after) })} />;
}

export function OrderLine({ order }: { order: Order }) {
  const format = useFormat();
  return <TwoSides left={<><RowLink href={`/orders?order=${order.id}`}>{`#${order.id}`}</RowLink> {order.name}</>}
    below={joined(format.moment(order.created_at), order.city, order.district)} right={format.money(order.final_price)} />;
}

export function DepositLine({ deposit }: { deposit: Deposit }) {
  const { t } = useTranslation();
  const format = useFormat();
  return <TwoSides left={<RowLink href={`/deposits/${deposit.id}`}>{t(`method.${deposit.method}`)}</RowLink>}
    below={joined(format.moment(deposit.created_at), deposit.reference)}
    right={format.money(deposit.amount)} rightBelow={t(`deposit_status.${deposit.status}`)} />;
}

export function TicketLine({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const format = useFormat();
  const about = ticket.order_id ? ` ${t("ticket.about_order", { id: ticket.order_id })}` : "";
  return <TwoSides left={<><RowLink href={`/tickets/${ticket.id}`}>{t("ticket.title", { id: ticket.id })}</RowLink>{about}</>}
    below={format.moment(ticket.changed_at)} right={t(`ticket_state.${ticket.state}`)} />;
}
