import type { App } from './app.ts';
import { AppModel } from './app-model.ts';
import { createBrowserPlatform } from './browser-platform.ts';
import type { Platform } from './platform.ts';

/** The client. It is there at once, in the stage `loading`, and goes on by itself. */
export function createApp(platform: Platform = createBrowserPlatform()): App {
  const app = new AppModel(platform);
  void app.start();
  return app;
}
