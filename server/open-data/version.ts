/** Of the open API, by semantic versioning: see docs/api.md. The first number is in every address. */
export const API_VERSION = '1.0.0';
export const API_BASE = '/api/v1';
