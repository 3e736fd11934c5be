import { ReviewPage, type ReviewRoute, reviewMetadata } from '../../../review-page';

export const generateMetadata = (route: ReviewRoute) => reviewMetadata(route);

export default function YearPage(route: ReviewRoute) {
  return <ReviewPage {...route} />;
}
