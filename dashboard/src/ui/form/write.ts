// Sends what a form asks for: says that it worked, and reads again what it changed.
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient, type UseMutationResult } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "@/api/problem";
import { newRequestKey } from "@/api/request_key";

interface Write<A> {
  send: () => Promise<A>;
  message: (answer: A) => ReactNode;
  changes: string[]; // names of the query's cache
  onDone: () => void;
}

export function useWrite<A>({ send, message, changes, onDone }: Write<A>): UseMutationResult<A, Error, void> {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const readAgain = () => Promise.all(changes.map((name) => queries.invalidateQueries({ queryKey: [name] })));
  return useMutation({
    mutationFn: send,
    onSuccess: (answer) => {
      notifications.show({ message: message(answer), closeButtonProps: { "aria-label": t("button.close") } });
      onDone();
      return readAgain();
    },
    // What the form shows is old.
    onError: (error) => {
      if (error instanceof Problem && (error.status === 412 || error.status === 409)) void readAgain();
    },
  });
}

// The same for as long as a form is open, so that sending it again does nothing twice.
export function useIdempotencyKey(): string {
  return useState(() => newRequestKey())[0];
}

export function refusalOf(error: Error | null, field: string): string | undefined {
  return error instanceof Problem ? error.of(field) : undefined;
}
