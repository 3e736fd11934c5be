import { describeFuzzing } from '../../support/routes/fuzz-suite';

describeFuzzing(0, 2);
