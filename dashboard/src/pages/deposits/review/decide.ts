// Approves or rejects a deposit. One that was decided elsewhere meanwhile is told and left.
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { answered, api } from "@/api/client";
import { Problem } from "@/api/problem";
import { useRequestKey } from "@/api/request_key";
import { useActorText } from "@/format/actor";
import { useFormat } from "@/format/format";
import { tell } from "@/ui/tell";
import type { Deposit } from "../deposit";

async function approve({ id }: Deposit, key: string): Promise<Deposit> {
  const params = { path: { id }, header: { "Idempotency-Key": key } };
  return answered(await api.POST("/api/deposits/{id}/approve", { params }));
}

async function reject({ id }: Deposit, key: string, reason: string): Promise<Deposit> {
  const params = { path: { id }, header: { "Idempotency-Key": key } };
  return answered(await api.POST("/api/deposits/{id}/reject", { params, body: { reason } }));
}

export function wasDecided(error: unknown): error is Problem {
  return error instanceof Problem && error.document.code === "already_decided";
}

function useDecision<Value>(
  deposit: Deposit, send: (key: string, value: Value) => Promise<Deposit>, doneText: string, onDecided: (id: number) => void,
) {
  const { t } = useTranslation();
  const format = useFormat();
  const actor = useActorText();
  const requestKey = useRequestKey();
  return useMutation({
    mutationFn: (value: Value) => send(requestKey.keyOf(value), value),
    onSuccess: () => {
      tell(t(doneText, { id: deposit.id, amount: format.money(deposit.amount) }));
      onDecided(deposit.id);
    },
    onError: (error) => {
      if (!wasDecided(error)) return;
      const who = error.document.decided_as ? actor(error.document.decided_as) : "";
      tell(t(who ? "review.decided_by" : "review.decided", { id: deposit.id, who }), "yellow");
      onDecided(deposit.id);
    },
  });
}

export const useApproval = (deposit: Deposit, onDecided: (id: number) => void) =>
  useDecision<void>(deposit, (key) => approve(deposit, key), "review.approved", onDecided);

export const useRejection = (deposit: Deposit, onDecided: (id: number) => void) =>
  useDecision<string>(deposit, (key, reason) => reject(deposit, key, reason), "review.rejected", onDecided);
