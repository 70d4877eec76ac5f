import 'reflect-metadata';
import { Container } from '@n8n/di';
import { SSHClientsManager } from 'n8n-core/dist/execution-engine/ssh-clients-manager';

/**
 * n8n's SSH service listens for the end of the process (and in n8n 1.x keeps a timer), and every test file would make one
 * more in the same process. No test needs SSH: this one was never started.
 */
Container.set(SSHClientsManager, Object.create(SSHClientsManager.prototype) as SSHClientsManager);
