import { simulateSeeds } from '../../simulation/simulation-suite';

simulateSeeds(0);
