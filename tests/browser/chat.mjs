// One person's chat on the page.
import { errors } from "playwright-core";

const PATIENCE_MS = 2_000;

function isTimeout(error) {
  if (error instanceof errors.TimeoutError) return false;
  throw error;
}

export class Chat {
  constructor(page, name) {
    this.panel = page.locator("section.panel").filter({ has: page.getByRole("heading", { name }) });
    this.log = this.panel.getByRole("log");
  }

  async write(text) {
    await this.panel.getByLabel("Message").fill(text);
    await this.panel.getByRole("button", { name: "Send", exact: true }).click();
  }

  // Presses the button with that label in the newest message that has one.
  async press(label) {
    await this.log.getByRole("button", { name: label }).last().click();
  }

  // Waits until the chat shows the text.
  async see(text) {
    await this.log.getByText(text).last().waitFor();
  }

  // Presses until the chat shows the text: the shop answers presses in quick succession with "wait".
  async pressUntilSeen(label, text) {
    const shown = this.log.getByText(text).last();
    do {
      await this.press(label);
    } while (!(await shown.waitFor({ timeout: PATIENCE_MS }).then(() => true, isTimeout)));
  }

  // Whether any part of the chat is within the window.
  async isInView() {
    const { width } = this.panel.page().viewportSize();
    const box = await this.panel.boundingBox();
    return box !== null && box.x + box.width > 0 && box.x < width;
  }

  // Waits until the newest message has the button.
  async offers(label) {
    await this.log.getByRole("button", { name: label }).last().waitFor();
  }
}

// Walks to the offers of a category in the middle of Warsaw.
export async function walkToOffers(chat, command, category = "Parcel lockers") {
  await chat.write(command);
  await chat.press("Warsaw");
  await chat.press("Śródmieście");
  await chat.press(category);
}
