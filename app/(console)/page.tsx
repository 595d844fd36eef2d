import { PageHeader } from "@/components/ui/page-header.tsx";

export default function HomePage() {
  return <PageHeader title="Home" description="Is everything well, and what needs you." />;
}
