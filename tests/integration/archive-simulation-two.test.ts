import { simulateServices } from '../simulation/simulation-suite';

simulateServices(1);
