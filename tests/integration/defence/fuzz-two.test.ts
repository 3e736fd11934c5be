import { describeFuzzing } from '../../support/fuzz-suite';

describeFuzzing(1, 2);
