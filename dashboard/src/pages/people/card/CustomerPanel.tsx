// A customer's card beside the list.
import { Skeleton, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { SidePanel } from "@/ui/SidePanel";
import { Failed } from "@/ui/Failed";
import type { Opened } from "@/ui/opened";
import { CustomerStates } from "../CustomerStates";
import { customerQuery, nameOf } from "../customer";
import { CustomerActs, type CustomerAct } from "./CustomerActs";
import { CustomerFacts } from "./CustomerFacts";
import { History } from "./History";

interface ContentProps {
  id: number;
  act: CustomerAct | undefined;
  onAct: (act: CustomerAct | undefined) => void;
}

function Content({ id, act, onAct }: ContentProps) {
  const loaded = useQuery({ ...customerQuery(id), staleTime: 0 });
  if (loaded.error) return <Failed error={loaded.error} onRetry={() => void loaded.refetch()} />;
  if (!loaded.data) return <Stack aria-hidden><Skeleton h={48} w="50%" /><Skeleton h={180} /></Stack>;
  const { customer, etag } = loaded.data;
  return (
    <Stack>
      <CustomerStates customer={customer} />
      <CustomerFacts customer={customer} />
      <CustomerActs customer={customer} etag={etag} act={act} onAct={onAct} />
      <History customerId={id} />
    </Stack>
  );
}

export function CustomerPanel({ opened }: { opened: Opened }) {
  const { id } = opened;
  const [act, setAct] = useState<CustomerAct>();
  const { data } = useQuery({ ...customerQuery(id ?? 0), enabled: id !== undefined });
  const title = data ? nameOf(data.customer) : String(id ?? "");
  return (
    <SidePanel isOpen={id !== undefined} title={title} onClose={opened.close} isCovered={act !== undefined}>
      {id && <Content key={id} id={id} act={act} onAct={setAct} />}
    </SidePanel>
  );
}
