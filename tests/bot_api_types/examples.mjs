// Calls that the check must accept or refuse, to show that it can fail.
const keyboard = (button) => ({ inline_keyboard: [[button]] });

export const GOOD = {
  a_message: { method: "sendMessage", params: { chat_id: 1, text: "hello", parse_mode: "HTML" } },
  a_keyboard: {
    method: "editMessageText",
    params: {
      chat_id: 1,
      message_id: 2,
      text: "hello",
      reply_markup: keyboard({ text: "Buy", callback_data: "b:1" }),
    },
  },
  an_upload: { method: "sendPhoto", params: { chat_id: 1, photo: "attach://photo" } },
  no_parameters: { method: "getMe", params: {} },
};

export const BAD = {
  an_object_as_chat: { method: "sendMessage", params: { chat_id: { id: 1 }, text: "hello" } },
  no_text: { method: "sendMessage", params: { chat_id: 1 } },
  an_unknown_field: { method: "sendMessage", params: { chat_id: 1, text: "hello", colour: "red" } },
  an_unknown_parse_mode: {
    method: "sendMessage",
    params: { chat_id: 1, text: "hello", parse_mode: "html5" },
  },
  an_unknown_method: { method: "sendMessages", params: { chat_id: 1, text: "hello" } },
  a_button_without_text: {
    method: "sendMessage",
    params: { chat_id: 1, text: "hello", reply_markup: keyboard({ callback_data: "b:1" }) },
  },
  a_keyboard_without_rows: {
    method: "sendMessage",
    params: {
      chat_id: 1,
      text: "hello",
      reply_markup: { inline_keyboard: [{ text: "Buy", callback_data: "b:1" }] },
    },
  },
  a_string_as_flag: {
    method: "answerCallbackQuery",
    params: { callback_query_id: "1", show_alert: "true" },
  },
  a_number_as_text: { method: "sendMessage", params: { chat_id: 1, text: 5 } },
  an_unknown_kind_of_update: { method: "getUpdates", params: { allowed_updates: ["messages"] } },
  a_path_as_certificate: {
    method: "setWebhook",
    params: { url: "https://example.org", certificate: "/etc/certificate.pem" },
  },
};
