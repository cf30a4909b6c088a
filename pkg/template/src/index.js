/** The HR Worker: who delivers, and where the seats are. Who gets which seat is in rules.js. */

import { bambooHr, createHrWorker, d1Audit } from "seatwarden/worker";
import { rules } from "./rules.js";

const hr = createHrWorker({
  // The name is the path: https://YOUR-WORKER/hooks/bamboohr
  sources: (env) => ({
    bamboohr: {
      source: "bamboohr",
      secret: env.BAMBOOHR_SECRET,
      resolve: bambooHr({ companyDomain: env.BAMBOOHR_DOMAIN, apiKey: env.BAMBOOHR_API_KEY }),
    },
    // Whatever sends Standard Webhooks, such as `npm run deliver`.
    hr: { source: "standard-webhooks", secret: env.HR_SECRET },
  }),
  tenants: (env) => ({
    zuora: {
      connection: {
        provider: "zuora",
        clientId: env.ZUORA_CLIENT_ID,
        clientSecret: env.ZUORA_CLIENT_SECRET,
        ...(env.ZUORA_BASE_URL && { baseUrl: env.ZUORA_BASE_URL }),
      },
    },
  }),
  rules,
  audit: d1Audit(),
  maxRemovals: 10,
  timeZone: "Europe/Berlin",
  timeOfDay: { joiner: "06:00", leaver: "18:00" },
});

export const { HrWorkflow, HrPerson, HrTenant, HrDesk } = hr;
export default hr.handlers;
