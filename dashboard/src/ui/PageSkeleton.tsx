import { Skeleton, Stack } from "@mantine/core";

export function PageSkeleton() {
  return (
    <Stack aria-hidden>
      <Skeleton h={32} w={180} />
      <Skeleton h={120} />
      <Skeleton h={320} />
    </Stack>
  );
}
