/** Version and home of this software, as package.json has them: a test compares. */
export const VERSION = '0.1.0';
export const HOMEPAGE = 'https://github.com/audiospective/audiospective';
