import { RouterProvider } from '@tanstack/react-router';
import { newRouter } from './router';

const router = newRouter();

/** Every screen behind the sign-in. */
export default function Screens() {
  return <RouterProvider router={router} />;
}
