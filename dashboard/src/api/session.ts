import type { Session } from "@/app/session";
import { answered, api, setCsrfToken } from "./client";

export async function readSession(): Promise<Session> {
  const session = answered(await api.GET("/api/session"));
  setCsrfToken(session.csrf_token ?? "");
  return session;
}

export async function signIn(username: string, password: string): Promise<void> {
  answered(await api.POST("/api/session", { body: { username, password } }));
}

export async function signInByLink(token: string): Promise<boolean> {
  answered(await api.POST("/api/session/link", { body: { token } }));
  return true;
}

export async function signOut(): Promise<void> {
  answered(await api.DELETE("/api/session"));
}
