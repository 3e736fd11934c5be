import { describeFuzzing } from '../../support/fuzz-suite';

describeFuzzing(0, 2);
