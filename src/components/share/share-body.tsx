import { rangeBefore } from '@/components/analytics/range-labels';
import { percentWords } from '@/components/ui/change-mark';
import { shareDay, shareFigures, shareFormat } from '@/lib/shared/share/share-labels';
import type { ShareReport } from '@/lib/shared/share/share-report';
import { ShareArt } from './share-art';
import { ShareGenres } from './share-genres';
import { ShareCovers, ShareRanking } from './share-lists';
import { ShareTrend } from './share-trend';
import { ShareWeek } from './share-week';

/** Everything below the words of whoever shares: the figure, the lists, the charts. The same on page and preview. */
export function ShareBody({ report }: { report: ShareReport }) {
  const rankings = report.lists.filter(({ kind }) => kind !== 'album' || report.lists.length === 1);
  const covers = report.lists.filter((list) => !rankings.includes(list));
  return (
    <>
      <Hero report={report} />
      <ShareTrend trend={report.trend} />
      <div className={rankings.length > 1 ? 'pair' : undefined}>
        {rankings.map((list) => (
          <ShareRanking key={list.kind} list={list} />
        ))}
      </div>
      {covers.map((list) => (
        <ShareCovers key={list.kind} list={list} />
      ))}
      <div className={report.genres ? 'pair' : undefined}>
        <ShareWeek activity={report.activity} />
        {report.genres ? <ShareGenres genres={report.genres} /> : null}
      </div>
    </>
  );
}

function Hero({ report }: { report: ShareReport }) {
  const { figures, subject, change } = report;
  const { figure, unit } = shareFormat.listened(figures.listenedMs);
  const isThing = subject.about === 'thing';
  return (
    <div className={isThing ? 'hero with-art' : 'hero'}>
      {isThing ? <ShareArt imageUrl={subject.imageUrl} name={subject.name} size={220} /> : null}
      <div>
        <p className="figure">
          {figure} <span>{unit}</span>
        </p>
        <p className="sentence">
          {shareFigures(report)}
          {isThing && subject.artists.length > 0 ? ` by ${subject.artists.join(', ')}` : ''}.
          {isThing ? ` First heard on ${shareDay(subject.firstHeardOn)}.` : null}
          {change === null ? null : <Change change={change} report={report} />}
        </p>
      </div>
    </div>
  );
}

function Change({ change, report }: { change: number; report: ShareReport }) {
  const before = rangeBefore(report.range);
  const percent = percentWords(Math.abs(change), shareFormat);
  if (Math.round(Math.abs(change) * 100) === 0) return ` That is as much as in ${before}.`;
  return (
    <>
      {' That is '}
      <span className={change > 0 ? 'up' : 'down'}>
        <span aria-hidden="true">{change > 0 ? '▲' : '▼'}</span>
        <span className="unseen">{change > 0 ? 'up' : 'down'}</span>
        {`\u00a0${percent}`}
      </span>
      {` against ${before}.`}
    </>
  );
}
