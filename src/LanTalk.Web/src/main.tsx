import { createApp } from './state/create-app.ts';
import { startViews } from './views/start.tsx';

void startViews(createApp(), document.getElementById('app')!);
