import { render } from 'preact';
import { createApp } from './state/create-app.ts';

const app = createApp();
const Stage = () => <p>{app.stage.value.kind}</p>;
render(<Stage />, document.getElementById('app')!);
