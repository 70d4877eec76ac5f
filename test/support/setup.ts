import { Container } from '@n8n/di';

// n8n's core is loaded once for many test files: each begins with services that nobody has configured.
Container.reset();
