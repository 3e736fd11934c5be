import { simulateServices } from '../simulation/simulation-suite';

simulateServices(0);
