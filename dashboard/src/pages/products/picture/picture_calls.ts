// The API's calls for the picture of an offer; pictures are no JSON, so they go by fetch.
import i18next from "i18next";
import { answered, api, csrfHeaders } from "@/api/client";
import { problemOf } from "@/api/problem";

const pathOf = (id: number) => `/api/products/${id}/picture`;

// Nothing when the offer has none.
export async function readPicture(id: number): Promise<Blob | null> {
  const response = await fetch(pathOf(id), { headers: csrfHeaders() });
  if (response.status === 404) return null;
  if (!response.ok) throw await problemOf(response);
  return response.blob();
}

export async function sendPicture(id: number, picture: Blob): Promise<void> {
  const headers = { "Content-Type": picture.type, "Accept-Language": i18next.language, ...csrfHeaders() };
  const response = await fetch(pathOf(id), { method: "PUT", body: picture, headers });
  if (!response.ok) throw await problemOf(response);
}

export async function removePicture(id: number): Promise<void> {
  answered(await api.DELETE("/api/products/{id}/picture", { params: { path: { id } } }));
}
