import { type ReactNode, useState } from 'react';
import { createBrowserRouter, Navigate, Outlet, type RouteObject } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { features } from './features.ts';
import { Crashed } from './frame/crash-boundary.tsx';
import { Frame } from './frame/frame.tsx';
import { NotFound } from './frame/not-found.tsx';

function routes(): RouteObject[] {
  const all = Object.values(features);
  const inside = all.flatMap((feature) => feature.routes);
  const printed = all.flatMap((feature) => feature.printRoutes ?? []);
  const asRoute = ({ path, element }: { path: string; element: ReactNode }): RouteObject => ({
    path,
    element,
    errorElement: <Crashed />,
  });
  return [
    { element: <Paper />, children: printed.map(asRoute) },
    {
      element: <Frame />,
      errorElement: <Crashed />,
      children: [
        ...inside.map(asRoute),
        { path: '/', element: <Navigate to="/today" replace /> },
        { path: '*', element: <NotFound /> },
      ],
    },
  ];
}

/** Every printed sheet, in the face that PDF can embed by name. */
function Paper() {
  return (
    <div className="paper-face">
      <Outlet />
    </div>
  );
}

/** Pages by address. It is made when the vault opens, so that no address of an earlier session is kept. */
export function Router() {
  const [router] = useState(() => createBrowserRouter(routes()));
  return <RouterProvider router={router} />;
}
