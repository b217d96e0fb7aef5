import { find } from '../dom.js';

/** @typedef {import('./writer.js').Sampling} Sampling */
/**
 * @typedef {object} SettingsForm
 * @property {() => boolean} isValid the browser points out what is not
 * @property {() => {length: number, sampling: Sampling}} read
 */

/**
 * @param {HTMLFormElement} form
 * @returns {SettingsForm}
 */
export function createSettingsForm(form) {
  const temperature = find(form, '#text-temperature', HTMLInputElement);
  const shown = find(form, '#text-temperature-shown', HTMLOutputElement);
  const topK = find(form, '#text-top-k', HTMLInputElement);
  const length = find(form, '#text-length', HTMLInputElement);
  const seed = find(form, '#text-seed', HTMLInputElement);

  function showTemperature() {
    const words = temperatureWords(temperature.valueAsNumber);
    shown.textContent = words;
    temperature.ariaValueText = words;
  }

  temperature.addEventListener('input', showTemperature);
  showTemperature();
  find(form, '#text-new-seed', HTMLButtonElement).addEventListener('click', () => {
    // Four digits are enough to be different, and short enough to be told to others.
    seed.value = String(Math.floor(10_000 * Math.random()));
  });
  return {
    isValid: () => form.reportValidity(),
    read: () => ({
      length: length.valueAsNumber,
      sampling: {
        temperature: temperature.valueAsNumber,
        topK: topK.value === '' ? null : topK.valueAsNumber,
        randomSeed: seed.valueAsNumber,
      },
    }),
  };
}

/** @param {number} temperature */
function temperatureWords(temperature) {
  return temperature === 0 ? '0, always the likeliest' : temperature.toFixed(2);
}
