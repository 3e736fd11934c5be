import { describeFuzzing } from '../../support/routes/fuzz-suite';

describeFuzzing(1, 2);
