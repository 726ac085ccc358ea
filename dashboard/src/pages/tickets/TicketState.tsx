import { Badge } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Row } from "@/api/rows";

type State = Row<"/api/tickets">["state"];

const COLORS: Record<State, string> = { waiting: "red", answered: "kram", closed: "gray" };

export function TicketState({ state }: { state: State }) {
  const { t } = useTranslation();
  return <Badge variant="light" miw="max-content" color={COLORS[state]}>{t(`ticket.${state}`)}</Badge>;
}
