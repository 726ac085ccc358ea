// What a customer's money, orders, deposits and tickets did.
import { Anchor, Group, Tabs } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { loadDeposits, loadMovements, loadOrders, loadTickets } from "@/api/lists";
import { hasRole, useShop } from "@/app/session";
import { MoreList } from "@/ui/MoreList";
import { DepositLine, MovementLine, OrderLine, TicketLine } from "./lines";

type Kind = "account" | "orders" | "deposits" | "tickets";

const PAGES: Record<Kind, string> = { account: "/ledger", orders: "/orders", deposits: "/deposits", tickets: "/tickets" };
const LABELS: Record<Kind, string> = {
  account: "customer.account", orders: "page.orders", deposits: "page.deposits", tickets: "page.tickets",
};

function Lines({ kind, customerId }: { kind: Kind; customerId: number }) {
  const { t } = useTranslation();
  const query = { user_id: customerId };
  const newest = { ...query, sort: "-created_at" };
  switch (kind) {
    case "account":
      return <MoreList name="ledger" query={{ ...query, sort: "-id" }} load={loadMovements} emptyText={t("customer.no_movements")}
        row={(movement) => <MovementLine movement={movement} />} />;
    case "orders":
      return <MoreList name="orders" query={newest} load={loadOrders} emptyText={t("customer.no_orders")}
        row={(order) => <OrderLine order={order} />} />;
    case "deposits":
      return <MoreList name="deposits" query={newest} load={loadDeposits} emptyText={t("customer.no_deposits")}
        row={(deposit) => <DepositLine deposit={deposit} />} />;
    case "tickets":
      return <MoreList name="tickets" query={{ ...query, sort: "-changed_at" }} load={loadTickets} emptyText={t("customer.no_tickets")}
        row={(ticket) => <TicketLine ticket={ticket} />} />;
  }
}

export function History({ customerId }: { customerId: number }) {
  const { t } = useTranslation();
  const session = useShop();
  const [kind, setKind] = useState<Kind>("account");
  const kinds = (Object.keys(PAGES) as Kind[]).filter((name) => name !== "deposits" || hasRole(session, "manager"));
  const panel = (name: Kind): ReactNode => (
    <Tabs.Panel key={name} value={name} pt="xs">
      <Lines kind={name} customerId={customerId} />
      <Group justify="flex-end" mt="xs">
        <Anchor component={Link} href={`${PAGES[name]}?user_id=${customerId}`} size="sm">{t("customer.see_all")}</Anchor>
      </Group>
    </Tabs.Panel>
  );
  return (
    <Tabs value={kind} onChange={(value) => setKind(kinds.find((name) => name === value) ?? "account")} keepMounted={false}>
      <Tabs.List>
        {kinds.map((name) => <Tabs.Tab key={name} value={name}>{t(LABELS[name])}</Tabs.Tab>)}
      </Tabs.List>
      {kinds.map(panel)}
    </Tabs>
  );
}
