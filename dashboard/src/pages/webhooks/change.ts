// Reads one webhook and changes it: only as it was read.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answered, api } from "@/api/client";
import { tagged, type Tagged } from "@/api/etag";
import type { Webhook, WebhookDraft } from "./webhook";

export function useWebhook(id: number) {
  return useQuery({
    queryKey: ["webhooks", id],
    queryFn: async () => tagged<Webhook>(await api.GET("/api/webhooks/{id}", { params: { path: { id } } })),
  });
}

export function useReread(id: number) {
  const queries = useQueryClient();
  return () => Promise.all([
    queries.invalidateQueries({ queryKey: ["webhooks"] }), queries.invalidateQueries({ queryKey: ["deliveries", id] }),
  ]);
}

export function useChange(read: Tagged<Webhook>, onDone: () => void) {
  const { id } = read.value;
  const reread = useReread(id);
  return useMutation({
    mutationFn: async (body: Partial<WebhookDraft> & { is_enabled?: boolean }) => {
      const params = { path: { id }, header: { "If-Match": read.etag } };
      return answered(await api.PATCH("/api/webhooks/{id}", { params, body }));
    },
    onSuccess: async () => {
      onDone();
      await reread();
    },
  });
}
