import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { apiDescription } from '@/app/api-description';
import { OperationView } from '@/components/api/operation-view';
import { apiPage, operationPage } from '../api-page';

type Props = PageProps<'/developers/[operation]'>;

const load = async ({ params }: Props) =>
  operationPage(apiPage(apiDescription()), (await params).operation) ??
  // A page that is found missing amid rendering would be empty without scripts.
  redirect('/developers');

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { operation } = await load(props);
  return { title: `${operation.method} ${operation.path}` };
}

export default async function OperationPage(props: Props) {
  return <OperationView page={await load(props)} />;
}
