// What waits for a person, one press away from where it is done.
import { Badge, NavLink, Paper, Text, Title } from "@mantine/core";
import { IconCash, IconMessage } from "@/ui/icons";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { answered, api } from "@/api/client";
import { LIVE_MS } from "./live";

const deposits = async () =>
  answered(await api.GET("/api/deposits", { params: { query: { status: "pending", per_page: 1 } } })).total ?? 0;
const tickets = async () =>
  answered(await api.GET("/api/tickets", { params: { query: { state: "waiting", per_page: 1 } } })).total ?? 0;

export function Waiting() {
  const { t } = useTranslation();
  const lines = [
    { label: "waiting.deposits", href: "/deposits?status=pending", icon: IconCash,
      count: useQuery({ queryKey: ["waiting", "deposits"], queryFn: deposits, refetchInterval: LIVE_MS }).data },
    { label: "waiting.tickets", href: "/tickets?state=waiting", icon: IconMessage,
      count: useQuery({ queryKey: ["waiting", "tickets"], queryFn: tickets, refetchInterval: LIVE_MS }).data },
  ];
  const isQuiet = lines.every((line) => line.count === 0);
  return (
    <Paper withBorder p="md" component="section" flex={1}>
      <Title order={2} size="h5" mb="sm">{t("waiting.title")}</Title>
      {isQuiet && <Text c="dimmed" size="sm">{t("waiting.nothing")}</Text>}
      {lines.filter((line) => line.count).map((line) => (
        <NavLink key={line.label} component={Link} href={line.href} label={t(line.label)}
          leftSection={<line.icon size={18} aria-hidden />}
          rightSection={<Badge variant="filled" circle={Number(line.count) < 10}>{line.count}</Badge>} />
      ))}
    </Paper>
  );
}
