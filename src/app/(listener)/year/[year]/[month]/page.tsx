import { ReviewPage, type ReviewRoute, reviewMetadata } from '../../../../review-page';

export const generateMetadata = (route: ReviewRoute) => reviewMetadata(route);

export default function MonthPage(route: ReviewRoute) {
  return <ReviewPage {...route} />;
}
