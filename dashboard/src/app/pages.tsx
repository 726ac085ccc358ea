// The pages, in the order of the menu.
import {
  IconBook2, IconCash, IconGauge, IconKey, IconListCheck, IconMessage, IconPackage,
  IconReceipt, IconRosetteDiscount, IconSettings, IconShare, IconUsers, IconWebhook, type Icon,
} from "@/ui/icons";
import { lazy, type ComponentType } from "react";
import { hasRole, type Session } from "./session";

export interface Page {
  path: string;
  route?: string; // of the page with its parts, when it has some
  label: string; // a message's id
  icon: Icon;
  role: Session["role"];
  component: ComponentType;
}

export const pages: Page[] = [
  { path: "/", label: "page.overview", icon: IconGauge, role: "manager", component: lazy(() => import("@/pages/overview/Overview")) },
  { path: "/products", label: "page.products", icon: IconPackage, role: "manager", component: lazy(() => import("@/pages/products/Products")) },
  { path: "/orders", label: "page.orders", icon: IconReceipt, role: "support", component: lazy(() => import("@/pages/orders/Orders")) },
  { path: "/customers", label: "page.customers", icon: IconUsers, role: "support", component: lazy(() => import("@/pages/people/Customers")) },
  { path: "/deposits", route: "/deposits/:part?", label: "page.deposits", icon: IconCash, role: "manager", component: lazy(() => import("@/pages/deposits/Deposits")) },
  { path: "/tickets", route: "/tickets/:id?", label: "page.tickets", icon: IconMessage, role: "support", component: lazy(() => import("@/pages/tickets/Tickets")) },
  { path: "/discounts", label: "page.discounts", icon: IconRosetteDiscount, role: "manager", component: lazy(() => import("@/pages/discounts/Discounts")) },
  { path: "/referrals", label: "page.referrals", icon: IconShare, role: "support", component: lazy(() => import("@/pages/referrals/Referrals")) },
  { path: "/ledger", label: "page.ledger", icon: IconBook2, role: "support", component: lazy(() => import("@/pages/ledger/Ledger")) },
  { path: "/audit-log", label: "page.audit_log", icon: IconListCheck, role: "owner", component: lazy(() => import("@/pages/audit/AuditLog")) },
  { path: "/staff", label: "page.staff", icon: IconKey, role: "owner", component: lazy(() => import("@/pages/access/Access")) },
  { path: "/webhooks", route: "/webhooks/:id?", label: "page.webhooks", icon: IconWebhook, role: "owner", component: lazy(() => import("@/pages/webhooks/Webhooks")) },
  { path: "/settings", label: "page.settings", icon: IconSettings, role: "owner", component: lazy(() => import("@/pages/settings/SettingsPage")) },
];

export const pagesOf = (session: Session): Page[] => pages.filter((page) => hasRole(session, page.role));
